package org.chappe.server.admin;

/** What there is to ask for. */
final class Pages {

  private static final String GET = "GET";

  private static final String POST = "POST";

  private final StatusSource source;
  private final RelayControl control;

  Pages(StatusSource source, RelayControl control) {
    this.source = source;
    this.control = control;
  }

  Answer answer(Request request) {
    String method = request.method();
    return switch (request.path()) {
      case "/status" -> method.equals(GET) ? status() : Answer.notAllowed(GET);
      case "/livez" -> method.equals(GET) ? lives() : Answer.notAllowed(GET);
      case "/readyz" -> method.equals(GET) ? isReady() : Answer.notAllowed(GET);
      case "/leave" -> method.equals(POST) ? leave(request) : Answer.notAllowed(POST);
      default -> Answer.words(Answer.NOT_FOUND, "there are /status, /livez, /readyz and /leave");
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
              "relay " + relay.number()
                  + " isn't ready: it leaves, or has found no way yet to relays that may live");
    } catch (StatusSource.NoAnswer e) {
      return unanswered(e);
    }
  }

  private Answer leave(Request request) {
    if (!request.isDeliberate()) {
      return Answer.words(Answer.FORBIDDEN, "say that you mean it: " + Request.HEADER + ": leave");
    }
    if (!request.isFromHere()) {
      return Answer.words(Answer.FORBIDDEN, "only from the relay's own host");
    }
    return control.leave()
        ? Answer.words(Answer.ACCEPTED, "the relay leaves; /status tells how it gets on")
        : Answer.words(Answer.UNAVAILABLE, "the relay is starting, has ended, or is overloaded");
  }

  private static Answer unanswered(StatusSource.NoAnswer e) {
    return Answer.words(Answer.UNAVAILABLE, String.valueOf(e.getMessage()));
  }
}
