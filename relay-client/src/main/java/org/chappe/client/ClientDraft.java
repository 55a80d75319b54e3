package org.chappe.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Credentials;
import org.chappe.transport.DriverLoop;
import org.chappe.transport.ImpairmentSpec;
import org.jspecify.annotations.Nullable;

/** A {@link RelayClientConfig} that is being changed; its fields are those. */
final class ClientDraft {

  private final RelayClientConfig from;
  Duration connectTimeout;
  List<ImpairmentSpec> impairments;
  Consumer<ClientReport> observer;

  @Nullable DriverLoop loop;

  List<RelayAddress> others;
  boolean nearest;

  @Nullable Path journal;

  boolean learns;

  @Nullable Credentials credentials;

  boolean waitsForLogin;

  @Nullable Device device;

  ClientDraft(RelayClientConfig from) {
    this.from = from;
    connectTimeout = from.connectTimeout();
    impairments = from.impairments();
    observer = from.observer();
    loop = from.loop();
    others = from.others();
    nearest = from.nearest();
    journal = from.journal();
    learns = from.learns();
    credentials = from.credentials();
    waitsForLogin = from.waitsForLogin();
    device = from.device();
  }

  RelayClientConfig config() {
    return new RelayClientConfig(
        from.id(),
        from.relay(),
        from.host(),
        from.port(),
        connectTimeout,
        from.leaseSeconds(),
        impairments,
        observer,
        loop,
        others,
        nearest,
        journal,
        learns,
        credentials,
        waitsForLogin,
        device);
  }
}
