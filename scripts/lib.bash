# What the scripts share; they source it. Not a program.
# shellcheck shell=bash

home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
program=${0##*/}
# Netty would look for buffers that nobody releases, by stack traces, in one of 128; the tests of common have it look at all
java_flags=(-XX:+UseSerialGC -Xms128m -Xmn96m -Xmx512m -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED -Dio.netty.leakDetection.level=disabled)

# fail MESSAGE [CODE]: one line on stderr, and out.
fail() {
  printf '%s: %s\n' "$program" "$1" >&2
  exit "${2:-1}"
}

# usage_error MESSAGE: as fail, for a wrong command line.
usage_error() {
  fail "$1; see scripts/$program --help" 2
}

# value OPTION [VALUE]: the value that must follow an option.
value() {
  (($# >= 2)) || usage_error "$1 needs a value"
  printf '%s' "$2"
}

# absolute FILE: the one path that names it from any directory.
absolute() {
  local directory
  directory=$(cd -- "$(dirname -- "$1")" 2>/dev/null && pwd -P) || fail "$1: no such file; check the path" 3
  printf '%s/%s' "${directory%/}" "$(basename -- "$1")"
}

((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 500)) ||
  fail "bash is version $BASH_VERSION, but 5.0 or newer is needed"

# need_java: sets java, the command, after checking that it is 17 or newer, and java_key, which tells one JDK from another.
need_java() {
  [[ -z ${java_key:-} ]] || return 0
  java=java
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
  fi
  command -v "$java" >/dev/null 2>&1 ||
    fail "no java found; install a JDK, 17 or newer, or point JAVA_HOME at one"
  local told version
  told=$("$java" -version 2>&1)
  version=$(sed -n 's/.* version "\([0-9]*\).*/\1/p;T;q' <<<"$told")
  ((${version:-0} >= 17)) ||
    fail "java is version ${version:-unknown}, but 17 or newer is needed; install it or point JAVA_HOME at it"
  java_key=$(cksum <<<"$told" | tr ' ' '-')
}

# is_current MODULE: whether nothing has changed since the module was last packaged.
is_current() {
  local built=$home/$1/target/built
  [[ -e $built ]] &&
    [[ -z $(find "$home/pom.xml" "$home/common/pom.xml" "$home/common/src/main" \
      "$home/$1/pom.xml" "$home/$1/src/main" -newer "$built" -print -quit) ]]
}

# archive MODULE: where the module's preloaded classes are; they save half a second at each start.
archive() {
  printf '%s' "$home/$1/target/classes-$java_key.jsa"
}

# is_ready MODULE: whether the module can be launched as it is.
is_ready() {
  is_current "$1" && [[ -e $(archive "$1") ]]
}

# build MODULE: packages a module unless it is current. Of several at once, one builds and the others wait.
build() {
  [[ -z ${CHAPPE_BUILT:-} ]] || return 0
  need_java
  is_ready "$1" && return 0
  mkdir -p "$home/.run"
  (
    if command -v flock >/dev/null 2>&1; then
      flock 9
    fi
    is_current "$1" || package "$1"
    [[ -e $(archive "$1") ]] || preload "$1"
  ) 9>"$home/.run/build.lock"
}

package() {
  command -v mvn >/dev/null 2>&1 || fail "no mvn found; install Maven, 3.8.7 or newer"
  printf '%s: building %s; the first time takes a minute\n' "$program" "$1" >&2
  mkdir -p "$home/$1/target"
  local begun=$home/$1/target/building
  touch "$begun"
  # the gate is left to mvn verify
  if ! (cd "$home" && mvn -q -B -Dstyle.color=never -pl "$1" -am package -Dmaven.test.skip \
    -Dspotless.check.skip -Djacoco.skip -Dcyclonedx.skip) >"$home/.run/build.log" 2>&1; then
    cat "$home/.run/build.log" >&2
    fail "the build of $1 failed; its errors stand above"
  fi
  rm -f "$home/$1"/target/classes-*.jsa
  mv "$begun" "$home/$1/target/built"
}

# preload MODULE: runs the program once and keeps what it loaded. Without it everything works, only slower.
preload() {
  local arguments=(--help)
  if [[ $1 == relay-server ]]; then
    arguments=(check "$home/topology/two.yaml")
  fi
  "$java" "-XX:ArchiveClassesAtExit=$(archive "$1")" "${java_flags[@]}" -Xlog:disable \
    -jar "$(jar "$1")" "${arguments[@]}" >/dev/null 2>&1 || true
}

# jar MODULE: the module's program.
jar() {
  local jars=("$home/$1/target/$1"-*.jar)
  printf '%s' "${jars[0]}"
}

# launch MODULE ARGUMENT...: becomes the module's program.
launch() {
  local module=$1
  shift
  need_java
  build "$module"
  local flags=("${java_flags[@]}" "-XX:SharedArchiveFile=$(archive "$module")")
  # an archive that doesn't fit is no news, and stdout belongs to the program
  flags+=(-Xshare:auto -Xlog:disable -Xlog:all=warning,cds*=off:stderr)
  # shellcheck disable=SC2206 # several options in one variable are meant to be split
  flags+=(${CHAPPE_JAVA_OPTS:-})
  exec "$java" "${flags[@]}" -jar "$(jar "$module")" "$@"
}

# is_free FIRST LAST: whether no socket has one of these ports, as far as the system tells.
is_free() {
  local port
  for ((port = $1; port <= $2; port++)); do
    ! grep -qi "$(printf ':%04X 0' "$port")" /proc/net/{udp,udp6,tcp,tcp6} 2>/dev/null || return 1
  done
}

# choose_ports N: sets base, so that the ports base+1 to base+N are free; N is at most 19.
choose_ports() {
  local _
  for _ in {1..50}; do
    # below the ports that systems give out by themselves
    base=$((20000 + RANDOM % 600 * 20))
    ! is_free "$((base + 1))" "$((base + $1))" || return 0
  done
  fail "found no free ports between 20000 and 32000" 5
}

# own_line [OPTION...]: brings up a line of topology, for this script alone, and takes it down when the script ends. The
# logs are kept when it ends badly.
own_line() {
  mkdir -p "$home/.run"
  CHAPPE_RUN_DIR=$(mktemp -d "$home/.run/$program.XXXXXX")
  export CHAPPE_RUN_DIR
  trap end_line EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  "$home/scripts/chain" up --topology "$topology" "$@"
}

end_line() {
  local code=$?
  "$home/scripts/chain" down --topology "$topology"
  if ((code == 0)); then
    rm -rf "$CHAPPE_RUN_DIR"
  else
    printf '%s: failed; the logs of the relays are in %s\n' "$program" "$CHAPPE_RUN_DIR" >&2
  fi
}

# run_directory TOPOLOGY: where scripts/chain keeps pids and logs of the line of a topology.
run_directory() {
  local directory
  directory=${CHAPPE_RUN_DIR:-$home/.run}/$(basename "$1" .yaml)
  # a file elsewhere may bear the same name
  [[ $1 == "$home/topology/"* ]] || directory+=-$(cksum <<<"$1" | cut -d ' ' -f 1)
  printf '%s' "$directory"
}

# What tests with real processes share: they have a line of their own on the ports above base, and clients that converse.

# http_get HOST PORT PATH: what an admin port answers, headers and all; nothing when it doesn't.
http_get() {
  {
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n' "$3" >&9 && timeout 5 cat <&9
  } 2>/dev/null 9<>"/dev/tcp/$1/$2" || true
}

# write_topology NAME FIRST LAST [admin]: relays on the ports that choose_ports has found; admin ports have the same numbers.
write_topology() {
  local n admin
  printf 'name: %s\nlanes: 8\npad: 32\nrelays:\n' "$1"
  for ((n = $2; n <= $3; n++)); do
    admin=${4:+, admin: 127.0.0.1:$((base + n))}
    printf '  - {number: %d, host: 127.0.0.1, port: %d%s}\n' "$n" "$((base + n))" "$admin"
  done
}

# now_millis: sets now.
now_millis() {
  now=$((${EPOCHREALTIME/[.,]/} / 1000))
}

# is_running PID: whether a child of this script runs; pids of others don't count.
is_running() {
  [[ -n $1 && $'\n'$(jobs -rp)$'\n' == *$'\n'$1$'\n'* ]]
}

# reap PID: the exit code of a child, without the shell's remark on how it ended.
reap() {
  { wait "$1"; } 2>/dev/null
}

# note EVENT: into the log of what the test did.
note() {
  printf '%(%H:%M:%S)T %s\n' -1 "$1" >>"$CHAPPE_RUN_DIR/events.log"
}

# converse ID PEERS RATE OPTION...: starts a client that logs and keeps a journal in the directory logs; its job is $!.
converse() {
  local id=$1 peers=$2 rate=$3
  shift 3
  "$home/scripts/relay-client" converse --id "$id" --peers "$peers" --rate "$rate" --journal "$logs/journal-$id" \
    --log "$logs/$id.log" --until-file "$logs/quiet" "$@" </dev/null >>"$logs/$id.err" 2>&1 &
}

# await_quiet SECONDS: has the clients send nothing more, and waits until all is shown. In the background, as waiting, for a
# signal shall end it.
await_quiet() {
  touch "$logs/quiet"
  "$home/scripts/relay-client" audit --await "$1" "$logs" &
  waiting=$!
  reap "$waiting" || true
}

# save_received: what is in the journals, for the audit.
save_received() {
  local log id
  for log in "$logs"/*.log; do
    id=$(basename "$log" .log)
    "$home/scripts/relay-client" history --id "$id" --journal "$logs/journal-$id" -o json >"$logs/$id.received"
  done
}

# end_jobs SECONDS PID...: asks children of this script to end, and ends those that don't in time.
end_jobs() {
  local deadline=$((SECONDS + $1)) pid
  shift
  for pid in "$@"; do
    ! is_running "$pid" || kill -TERM "$pid" 2>/dev/null || true
  done
  for pid in "$@"; do
    while is_running "$pid"; do
      ((SECONDS < deadline)) || kill -KILL "$pid" 2>/dev/null || true
      sleep 0.05
    done
  done
}
