/// The HTTP door: what people, probes and collectors of metrics ask a node. It shows; it changes nothing.
///
/// Sources: design section 7, features 5 (readiness is local: were it tied to the cluster's health, an outage would
/// empty the service and make itself worse). Entry: [io.murmur.door.http.HttpDoor]. What it shows comes through
/// [io.murmur.door.http.NodeView], which the node implements, and [io.murmur.door.http.MetricsPage]; both answer from
/// memory, so nothing here waits. What is not here: reading and writing of keys, and any command.
@NullMarked
package io.murmur.door.http;

import org.jspecify.annotations.NullMarked;
