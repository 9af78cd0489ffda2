// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.heroku;

/** Heroku didn't do what it was asked for. */
public final class DataApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String remedy;

    /**
     * @param status of the answer; 0 where there was none
     * @param message one sentence that says what is wrong, without the key
     * @param remedy one sentence that says what to do
     */
    DataApiException(int status, String message, String remedy) {
        super(message);
        this.status = status;
        this.remedy = remedy;
    }

    /** Returns the sentence that says what is wrong. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Returns what to do. */
    public String remedy() {
        return remedy;
    }

    /** Returns the HTTP status of the answer; 0 where there was none. */
    public int status() {
        return status;
    }

    /** Whether this very request was refused, and another one might not be. */
    public boolean refused() {
        return status == 400 || status == 409 || status == 422;
    }
}
