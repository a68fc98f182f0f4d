package io.murmur.core.entropy.audit;

/// Why a verification came to nothing, in a sentence for whoever asked for it.
public final class AuditRefused extends Exception {

    private static final long serialVersionUID = 1;

    public AuditRefused(String sentence) {
        super(sentence);
    }
}
