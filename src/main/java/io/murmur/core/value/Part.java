package io.murmur.core.value;

/// What an event adds to a key beside other events, instead of taking their place.
public sealed interface Part permits Amount, Element, Registers {}
