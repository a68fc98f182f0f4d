/// A run that shows the JVM what a node needs, so that later starts are quick. Entry: [RehearseCommand].
@NullMarked
package io.murmur.cli.rehearse;

import org.jspecify.annotations.NullMarked;
