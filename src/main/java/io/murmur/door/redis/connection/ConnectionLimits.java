package io.murmur.door.redis.connection;

import io.murmur.resp.RequestLimits;

/// What one connection may use. Validated with the settings of the door.
///
/// @param request sizes of requests
/// @param unansweredMax commands taken in and not answered; then no more are read
/// @param operationsInFlightMax operations handed to the coordinators at once
/// @param memoryBytesSoft requests and answers held; beyond, no more is read
/// @param memoryBytesHard one answer, and all requests and answers held unless the door has room for more;
///     beyond, reads are refused
/// @param stallMillis how long a client may leave answers unread before it is closed
/// @param commandTimeoutMillis how long an operation may take
public record ConnectionLimits(
        RequestLimits request,
        int unansweredMax,
        int operationsInFlightMax,
        long memoryBytesSoft,
        long memoryBytesHard,
        long stallMillis,
        long commandTimeoutMillis) {}
