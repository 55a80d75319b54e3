package org.chappe.server.admin;

/** What there is to ask for. */
final class Pages {

  private static final String GET = "GET";

  private final StatusSource source;

  Pages(StatusSource source) {
    this.source = source;
  }

  Answer answer(String method, String path) {
    return switch (path) {
      case "/status" -> method.equals(GET) ? status() : Answer.notAllowed(GET);
      case "/livez" -> method.equals(GET) ? lives() : Answer.notAllowed(GET);
      case "/readyz" -> method.equals(GET) ? isReady() : Answer.notAllowed(GET);
      default -> Answer.words(Answer.NOT_FOUND, "there are /status, /livez and /readyz");
    };
  }

  private Answer status() {
    try {
      return Answer.json(source.status());
    } catch (StatusSource.NoAnswer e) {
      return unanswered(e);
    }
  }

  private Answer lives() {
    try {
      return Answer.words(Answer.OK, "relay " + source.status().relay().number() + " lives");
    } catch (StatusSource.NoAnswer e) {
      return unanswered(e);
    }
  }

  private Answer isReady() {
    try {
      StatusDocument.Relay relay = source.status().relay();
      return relay.ready()
          ? Answer.words(Answer.OK, "relay " + relay.number() + " is ready")
          : Answer.words(
              Answer.UNAVAILABLE,
              "relay " + relay.number() + " has found no way yet to relays that may live");
    } catch (StatusSource.NoAnswer e) {
      return unanswered(e);
    }
  }

  private static Answer unanswered(StatusSource.NoAnswer e) {
    return Answer.words(Answer.UNAVAILABLE, String.valueOf(e.getMessage()));
  }
}
