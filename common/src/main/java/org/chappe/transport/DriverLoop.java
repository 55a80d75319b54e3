package org.chappe.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One thread that runs drivers. Usually each driver has one of its own; a program with many nodes, more than the machine
 * has cores, has them share one ({@link DriverConfig#withLoop}).
 */
public final class DriverLoop implements AutoCloseable {

  static final long STOP_SECONDS_MAX = 5;

  private final EventLoopGroup group;
  private final boolean epoll;

  private DriverLoop(String name, boolean epoll) {
    this.epoll = epoll;
    ThreadFactory threads = task -> daemon(task, name);
    this.group = new MultiThreadIoEventLoopGroup(
        1, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** Starts a daemon thread of that name, on the native transport where it is there. */
  public static DriverLoop start(String name) {
    return start(name, true);
  }

  static DriverLoop start(String name, boolean nativeTransport) {
    return new DriverLoop(name, nativeTransport && Epoll.isAvailable());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new FastThreadLocalThread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  EventLoopGroup group() {
    return group;
  }

  /** Whether it is the native transport. */
  boolean isEpoll() {
    return epoll;
  }

  /**
   * Runs a task on the thread at a fixed rate, from now on until it says that there is no more to do. It should be short.
   *
   * @return completes with the end, exceptionally with what the task threw
   */
  public CompletableFuture<Void> repeat(long periodNanos, BooleanSupplier isMoreToDo) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Future<?> repetition = group
        .next()
        .scheduleAtFixedRate(() -> once(isMoreToDo, ended), 0, periodNanos, TimeUnit.NANOSECONDS);
    return ended.whenComplete((nothing, failure) -> repetition.cancel(false));
  }

  private static void once(BooleanSupplier isMoreToDo, CompletableFuture<Void> ended) {
    try {
      if (!isMoreToDo.getAsBoolean()) {
        ended.complete(null);
      }
    } catch (RuntimeException failure) {
      ended.completeExceptionally(failure);
    }
  }

  /** Begins to end the thread; nothing may be open on it by then. */
  @SuppressWarnings("FutureReturnValueIgnored") // awaitEnd waits for it where that matters
  void release() {
    group.shutdownGracefully(0, STOP_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Waits until the thread has ended, a few seconds at most; not on that thread. */
  void awaitEnd() {
    group.terminationFuture().awaitUninterruptibly(STOP_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Ends the thread and waits for that, a few seconds at most; not on that thread. Its drivers must be closed before. */
  @Override
  public void close() {
    release();
    awaitEnd();
  }
}
