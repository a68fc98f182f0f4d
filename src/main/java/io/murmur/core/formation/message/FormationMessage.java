package io.murmur.core.formation.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.durable.Texts;
import io.murmur.core.machine.Message;

/// The dialogue of formation. Nodes are addressed by their declared names, since nobody knows the ids yet: a
/// question goes to the address configured for [Question#to], an answer to [Question#replyTo]. Bytes:
/// `src/docs/formats.md`, "Formation messages".
public sealed interface FormationMessage extends Message {

    /// Who are you, and how far have you come?
    ///
    /// @param to the name the sender wants to reach; an address may lead to somebody else
    /// @param round drawn at random by the sender; the answer repeats it
    /// @param news whether the sender has something to tell: ask back now, not at your next round
    /// @param replyTo "host:port" of the sender's node-to-node address: who is asked need not know the sender
    record Question(String to, Introduction from, long round, boolean news, String replyTo)
            implements FormationMessage {

        /// Longer than any host name with a port.
        private static final int REPLY_TO_MAX = 300;

        public void writeTo(BytesWriter out) {
            from.writeTo(out.i64(round));
            Texts.write(out, to);
            out.u8(news ? 1 : 0);
            Texts.write(out, replyTo);
        }

        /// Reads what [#writeTo] wrote.
        ///
        /// @throws MalformedBytes when the bytes are not a question
        public static Question readFrom(BytesReader in) {
            long round = in.i64();
            Introduction from = Introduction.readFrom(in);
            String to = Texts.read(in);
            int news = in.u8();
            String replyTo = Texts.read(in);
            if (news > 1 || replyTo.isEmpty() || replyTo.length() > REPLY_TO_MAX) {
                throw new MalformedBytes("a question has the flag " + news + " and " + replyTo.length()
                        + " characters of where to answer; it must be 0 or 1, and 1 to " + REPLY_TO_MAX);
            }
            return new Question(to, from, round, news == 1, replyTo);
        }
    }

    /// This is who I am, what I am configured for, and how far I have durably come.
    ///
    /// @param asked [Question#to], whoever answers
    /// @param round [Question#round]
    record Answer(String asked, Introduction from, ClusterTerms terms, Standing standing, long round)
            implements FormationMessage {

        public void writeTo(BytesWriter out) {
            from.writeTo(out.i64(round));
            Texts.write(out, asked);
            terms.writeTo(out);
            standing.writeTo(out);
        }

        /// Reads what [#writeTo] wrote.
        ///
        /// @throws MalformedBytes when the bytes are not an answer
        public static Answer readFrom(BytesReader in) {
            long round = in.i64();
            Introduction from = Introduction.readFrom(in);
            return new Answer(Texts.read(in), from, ClusterTerms.readFrom(in), Standing.readFrom(in), round);
        }
    }
}
