// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import java.time.Duration;
import java.util.Objects;

/** Something that a peer says. Bodies are never copied: nobody changes them. */
public sealed interface Message {
    /** What the clocks of two machines may differ by. */
    Duration SKEW = Duration.ofMinutes(1);

    /** Names the message; a request and its reply have the same one. */
    MessageId id();

    /** The peer that says it. */
    String from();

    /** The peer that it is for; empty for all. */
    String to();

    /**
     * To all: I am here.
     *
     * @param sentAt in milliseconds since 1970
     * @param url where I can be reached without the topic; empty where I can't
     */
    record Announcement(MessageId id, String from, long sentAt, String url) implements Message {
        @Override
        public String to() {
            return "";
        }
    }

    /** To all: I am going. */
    record Farewell(MessageId id, String from, long sentAt) implements Message {
        @Override
        public String to() {
            return "";
        }
    }

    /**
     * A question.
     *
     * @param service what is asked
     * @param expiresAt when the asker stops waiting, in milliseconds since 1970
     */
    record Request(
            MessageId id, String from, String to, String service, long expiresAt, byte[] body)
            implements Message {
        public Request {
            Objects.requireNonNull(body);
        }
    }

    /**
     * The answer to a request.
     *
     * @param outcome whether the body is the answer, or a sentence that says why there is none
     */
    record Reply(MessageId id, String from, String to, Outcome outcome, byte[] body)
            implements Message {
        public Reply {
            Objects.requireNonNull(body);
        }
    }

    /** How a request ended. */
    enum Outcome {
        ANSWERED,
        /** The peer has no such service, or no room for one more request. */
        REFUSED,
        /** The service failed. */
        FAILED
    }
}
