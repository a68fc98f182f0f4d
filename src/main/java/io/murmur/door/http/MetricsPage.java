package io.murmur.door.http;

/// The metrics of the node as Prometheus reads them. Safe to call from any thread.
public interface MetricsPage {

    /// The page in the text format of Prometheus, version 0.0.4.
    String text();
}
