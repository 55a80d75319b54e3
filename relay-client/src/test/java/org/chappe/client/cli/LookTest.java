package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chappe.client.Outcome;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.junit.jupiter.api.Test;

class LookTest {

  private static final MessageId ID = new MessageId(5, 0);

  private static final List<Outcome> OUTCOMES = List.of(
      new Outcome.Accepted(ID),
      new Outcome.Stored(ID),
      new Outcome.Delivered(ID),
      new Outcome.Expired(ID, "too late"));

  private static List<String> lines(Charset encoding) {
    Look look = new Look(false, encoding);
    return OUTCOMES.stream()
        .map(outcome -> look.outcome(outcome, 7, OutcomeWords.of(outcome, new RelayNumber(3))))
        .map(line -> line.toAnsi())
        .toList();
  }

  @Test
  void shouldMarkWhatBecameOfATextWithoutColoursWhereNoneAreWanted() {
    assertThat(lines(StandardCharsets.UTF_8))
        .containsExactly(
            "✓ #7 accepted by relay 3",
            "✓✓ #7 stored by the recipient's relay",
            "● #7 delivered",
            "✗ #7 expired: too late");
  }

  @Test
  void shouldUsePlainMarksWhereTheTerminalHasNoOthers() {
    assertThat(lines(StandardCharsets.US_ASCII))
        .containsExactly(
            "+ #7 accepted by relay 3",
            "++ #7 stored by the recipient's relay",
            "* #7 delivered",
            "x #7 expired: too late");
    assertThat(new Look(false, StandardCharsets.ISO_8859_1).divider()).isEqualTo(" | ");
  }

  @Test
  void shouldColourTheMarkAndTheSenderOnly() {
    Look look = new Look(true, StandardCharsets.UTF_8);
    Outcome accepted = OUTCOMES.get(0);
    assertThat(look.outcome(accepted, 7, OutcomeWords.of(accepted, new RelayNumber(3)))
            .toAnsi())
        .matches("\u001b\\[[0-9;]*m✓\u001b\\[0m #7 accepted by relay 3");
    Message message = Message.plain(
        ClientId.parse("1111111111"), ClientId.parse("2222222222"), Payload.of("hi\u009b0m"));
    assertThat(look.mail(Mail.of(Delivery.of(message), message.destination())).toAnsi())
        .matches("\u001b\\[[0-9;]*m1111111111\u001b\\[0m: hi 0m");
  }

  private static String ownMail(Charset encoding, Message message, String name) {
    Mail mail =
        Mail.of(Delivery.of(message.as(Receipt.OWN)), message.destination()).named(name);
    return new Look(false, encoding).mail(mail).toString();
  }

  @Test
  void shouldShowWhatWasSentFromAnotherDeviceAsSent() {
    Message message =
        Message.plain(ClientId.parse("1111111111"), ClientId.parse("2222222222"), Payload.of("hi"));
    assertThat(ownMail(StandardCharsets.UTF_8, message, ""))
        .isEqualTo("→ 1111111111: hi (from your other device)");
    assertThat(ownMail(StandardCharsets.UTF_8, message, "Ann"))
        .isEqualTo("→ Ann (1111111111): hi (from your other device)");
    assertThat(ownMail(StandardCharsets.US_ASCII, message, "Ann"))
        .isEqualTo("to Ann (1111111111): hi (from your other device)");
  }
}
