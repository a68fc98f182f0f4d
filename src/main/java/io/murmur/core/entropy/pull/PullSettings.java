package io.murmur.core.entropy.pull;

import io.murmur.core.entropy.ExchangeSettings;

/// How passive writes are fetched.
///
/// @param tellAgainMillis how long a telling waits to be confirmed before it is repeated
/// @param catchUp how one leg is paced; it does not settle, for nothing is on its way
public record PullSettings(long tellAgainMillis, ExchangeSettings catchUp) {

    /// Paced like exchanges, without their pause.
    public static PullSettings of(long tellAgainMillis, ExchangeSettings exchange) {
        return new PullSettings(tellAgainMillis, exchange.settlingFor(0));
    }
}
