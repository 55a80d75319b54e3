package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the devices beside the one that asks for their end. */
@Timeout(60)
class OtherDevicesTest {

  private static final ClientId OWNER = ClientId.parse("1234567890");
  private static final String HERE = "7300000003/laptop/3";
  private static final String DONE = "done; ";

  @RegisterExtension
  private final Program program = new Program();

  private final List<String> removed = new ArrayList<>();

  /** The relay lists some devices and ends them; those called {@code ghost} are gone by then, and for those called {@code slow} it has no time. */
  private void lists(String... devices) {
    program.home.answers = question -> switch (question.word()) {
      case DEVICES -> Answer.pages(question, List.of(devices));
      case REMOVE -> List.of(remove(question));
      default -> Program.answer(question);
    };
  }

  private Answer remove(Question question) {
    String named = question.rest();
    removed.add(named);
    if (named.endsWith("ghost")) {
      return denied(question, Denial.NOUSER, "no device is called ghost");
    }
    return named.endsWith("slow")
        ? denied(question, Denial.BUSY, "not now")
        : Answer.pages(question, List.of(named.split("/", -1))).get(0);
  }

  private static Answer denied(Question question, Denial reason, String words) {
    return new Answer.Denied(QuestionWord.REMOVE, question.token(), reason, words);
  }

  private String end() throws UserError {
    RelayClientConfig config = RelayClientConfig.of(OWNER, "127.0.0.1", program.port);
    Device here = new Device(
        ClientId.parse("7300000003"),
        new DeviceName(OWNER, "laptop"),
        new Credentials(Devices.draw(), 1, false));
    try (RelayClient client = RelayClient.connect(config).join()) {
      return OtherDevices.end(client, here, DONE);
    }
  }

  @Test
  void shouldEndAllOthersAlsoThoseThatAreCalledTheSame() throws UserError {
    lists("7300000001/laptop/1", "7300000002/tablet/0", HERE, "7300000004/tablet/2");
    assertThat(end()).isEqualTo("ended laptop, tablet, tablet");
    assertThat(removed)
        .containsExactly("7300000001/laptop", "7300000002/tablet", "7300000004/tablet");
  }

  @Test
  void shouldGoOnPastThoseThatAreGone() throws UserError {
    lists("7300000001/ghost/1", HERE, "7300000004/tablet/2");
    assertThat(end()).isEqualTo("ended tablet; gone already: ghost");
  }

  @Test
  void shouldSaySoWhereThereIsNone() throws UserError {
    lists(HERE);
    assertThat(end()).isEqualTo("there is no other device");
  }

  @Test
  void shouldSayWhatIsDoneWhereItComesToABadEnd() {
    lists("7300000001/phone/1", "7300000002/slow/0", HERE, "7300000004/tablet/2");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(this::end)
        .withMessage("done; ended phone; others may not be ended: not now");
    lists("7300000002/slow/0", HERE);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(this::end)
        .withMessage("done; others may not be ended: not now");
  }
}
