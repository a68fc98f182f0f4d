/// Where the CPU time of Murmur's processes goes, by stage of the life of a request.
///
/// Two sources: the kernel says how much each thread used, which is exact and covers threads that are not Java's;
/// samples of CPU time (JEP 509) say in which code Java threads used it, and share their time out. Entry:
/// [Profiler].
@NullMarked
package io.murmur.load.profile;

import org.jspecify.annotations.NullMarked;
