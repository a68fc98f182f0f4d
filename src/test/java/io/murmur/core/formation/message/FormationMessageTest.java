package io.murmur.core.formation.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.machine.NodeId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bytes of the messages, fixed for ever.
class FormationMessageTest {

    private static final Introduction A = new Introduction("a", new NodeId(0xA1), 3, 4);
    private static final FormationMessage.Question QUESTION = new FormationMessage.Question("b", A, 5, true, "a:7");
    private static final FormationMessage.Answer ANSWER = new FormationMessage.Answer(
            "a", A, new ClusterTerms(List.of("a", "b"), List.of(), 1, 2, "w=2"), new Standing.Blank(), 5);

    private static byte[] bytesOf(FormationMessage.Answer answer) {
        BytesWriter out = new BytesWriter(64);
        answer.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void questionsKeepTheirBytesForEver() {
        BytesWriter out = new BytesWriter(64);
        QUESTION.writeTo(out);
        String golden = HexFormat.of().formatHex(out.toByteArray());
        assertEquals("0000000000000005016100000000000000a10000000000000003000000000000000401620103613a37", golden);
        assertEquals(QUESTION, FormationMessage.Question.readFrom(new BytesReader(out.toByteArray())));
    }

    @Test
    void refusesQuestionsThatSayNowhereToAnswer() {
        for (String replyTo : List.of("", "a".repeat(301))) {
            BytesWriter out = new BytesWriter(64);
            new FormationMessage.Question("b", A, 5, true, replyTo).writeTo(out);
            assertThrows(
                    MalformedBytes.class, () -> FormationMessage.Question.readFrom(new BytesReader(out.toByteArray())));
        }
    }

    @Test
    void refusesQuestionsWithAnUnknownFlag() {
        BytesWriter out = new BytesWriter(64);
        QUESTION.writeTo(out);
        byte[] bytes = out.toByteArray();
        bytes[bytes.length - 5] = 2;
        assertThrows(MalformedBytes.class, () -> FormationMessage.Question.readFrom(new BytesReader(bytes)));
    }

    @Test
    void answersKeepTheirBytesForEver() {
        byte[] bytes = bytesOf(ANSWER);
        assertEquals(
                "0000000000000005016100000000000000a100000000000000030000000000000004016102016101"
                        + "6200010203773d3200",
                HexFormat.of().formatHex(bytes));
        assertEquals(ANSWER, FormationMessage.Answer.readFrom(new BytesReader(bytes)));
    }

    @Test
    void refusesShorterForms() {
        byte[] bytes = bytesOf(ANSWER);
        for (int at = 0; at < bytes.length; at++) {
            BytesReader torn = new BytesReader(Arrays.copyOf(bytes, at));
            assertThrows(MalformedBytes.class, () -> FormationMessage.Answer.readFrom(torn));
        }
    }

    @Test
    void readsDamagedBytesOrRefusesThem() {
        Random random = new Random(1);
        for (int run = 0; run < 20_000; run++) {
            byte[] damaged = bytesOf(ANSWER);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                bytesOf(FormationMessage.Answer.readFrom(new BytesReader(damaged)));
            } catch (MalformedBytes _) {
                // Said as it should be.
            }
        }
    }
}
