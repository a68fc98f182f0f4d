/// What happened to a replica, and the bytes it leaves on disk: events and journal records, rows of the table.
@NullMarked
package io.murmur.core.replica.event;

import org.jspecify.annotations.NullMarked;
