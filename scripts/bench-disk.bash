# What scripts/bench measures of relays that keep mail on disk; it sources this. Not a program.
# shellcheck shell=bash

readonly syncs=101
readonly recipients=200
readonly recovery_heap_megabytes=256
# filling a relay may be slow, but ends
readonly fill_seconds_max=3600
# a mailbox and the warm-up of a bench run on top of what is asked for
readonly spare_messages=40000

# write_limited_topology MESSAGES: one relay that takes so many messages for the recipients.
write_limited_topology() {
  local mailbox=$((($1 + spare_messages) / recipients * 2))
  printf 'name: bench-recovery\nlimits:\n  messages: %d\n  megabytes: 100000\n  mailbox-messages: %d\n  mailbox-bytes: 999999999\n' \
    "$(($1 + spare_messages))" "$((mailbox > 1000000 ? 1000000 : mailbox))"
  printf 'relays:\n  - {number: 1, host: 127.0.0.1, port: %d}\n' "$((base + 1))"
}

# sync_micros DIRECTORY: the median time of an appended 4 KiB block and its fdatasync, in microseconds; - where dd can't tell.
sync_micros() {
  local _
  for ((_ = 0; _ < syncs; _++)); do
    LC_ALL=C dd if=/dev/zero of="$1/sync" bs=4096 count=1 oflag=append,dsync conv=notrunc 2>&1 |
      sed -n 's/.* copied, \([0-9.e-]*\) s,.*/\1/p'
  done | sort -g | awk '{ value[NR] = $1 } END { print NR == 0 ? "-" : int(value[int((NR + 1) / 2)] * 1000000 + 0.5) }'
  rm -f "$1/sync"
}

# resident DIRECTORY: what the relays whose pids are there take of the memory, each, in megabytes.
resident() {
  local file pid
  for file in "$1"/*.pid; do
    pid=$(<"$file")
    printf ' %s' "$(($(ps -o rss= -p "$pid") / 1024))"
  done
}

# processes DIRECTORY: the pids of the relays whose pids are there, divided by commas.
processes() {
  cat "$1"/*.pid | paste -sd ,
}

# run_directory TOPOLOGY: where scripts/chain keeps the pids and logs of its line.
run_directory() {
  printf '%s' "$CHAPPE_RUN_DIR/$(basename "$1" .yaml)"*
}

# bench_durable: a line on disk in turns with a line in memory.
bench_durable() {
  memory_topology=$home/.run/bench-memory-$$.yaml
  write_topology >"$topology"
  base=$((base + 5)) write_topology >"$memory_topology"
  own_line --store disk
  trap end_durable EXIT
  "$home/scripts/chain" up --topology "$memory_topology" --store memory
  printf '\n'
  machine
  printf 'a block of 4 KiB and fdatasync: median of %d, %s µs\n' "$syncs" "$(sync_micros "$CHAPPE_RUN_DIR")"
  local disk
  disk=$(run_directory "$topology")
  printf 'relays on disk: MB resident before%s\n' "$(resident "$disk")"
  "$home/scripts/relay-client" bench --durable --topology "$topology" --against "$memory_topology" \
    --clients "$pairs" --outstanding "$outstanding" --size "$size" --seconds "$seconds_max" \
    --messages "$messages" --warm-up "$warm_up" --rounds "$rounds"
  printf 'relays on disk: MB resident after%s; their data, MB:%s\n' "$(resident "$disk")" "$(data_megabytes)"
}

data_megabytes() {
  local directory
  for directory in "$(run_directory "$topology")"/data/relay-*; do
    printf ' %s' "$(du -sm "$directory" | cut -f 1)"
  done
}

end_durable() {
  local code=$?
  set +e
  "$home/scripts/chain" down --topology "$memory_topology"
  rm -f "$memory_topology"
  (exit "$code")
  end_disk
}

# end_disk: of a run that fails the logs are kept, not the mail.
end_disk() {
  local code=$?
  set +e
  "$home/scripts/chain" down --topology "$topology"
  rm -rf "$(run_directory "$topology")/data"
  (exit "$code")
  end_line
  rm -f "$topology"
}

# bench_recovery: how soon a relay full of mail answers again after a crash.
bench_recovery() {
  write_limited_topology "$messages" >"$topology"
  export CHAPPE_JAVA_OPTS="${CHAPPE_JAVA_OPTS:-} -Xmx${recovery_heap_megabytes}m"
  own_line --store disk
  trap end_disk EXIT
  printf '\n'
  machine
  local disk
  disk=$(run_directory "$topology")
  printf 'relay 1: heap of at most %d MB, MB resident%s\n' "$recovery_heap_megabytes" "$(resident "$disk")"
  CHAPPE_JAVA_OPTS= "$home/scripts/relay-client" bench --topology "$topology" --from 1 --to 1 --until parked \
    --clients "$recipients" --size "$size" --seconds "$fill_seconds_max" --messages "$messages"
  printf 'full: MB resident%s; its data, MB:%s\n' "$(resident "$disk")" "$(data_megabytes)"
  "$home/scripts/chain" kill 1 --topology "$topology"
  local logged
  logged=$(wc -l <"$disk/1.log")
  "$home/scripts/chain" start 1 --topology "$topology" >/dev/null
  # the log goes on where it ended
  tail -n "+$((logged + 1))" "$disk/1.log"
  printf 'killed and started again: answers after %d ms; MB resident%s\n' \
    "$(start_millis "$disk")" "$(resident "$disk")"
}

# start_millis DIRECTORY: from the start of relay 1, whose pid was written then, until it says that it listens.
start_millis() {
  local listens
  listens=$(sed -n 's/^\([^ ]*\) .* listens on .*/\1/p' "$1/1.log" | tail -n 1)
  printf '%d' "$(($(date -d "$listens" +%s%3N) - $(date -r "$1/1.pid" +%s%3N)))"
}
