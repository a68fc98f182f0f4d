package io.murmur.cli.command;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Lets picocli read a timeout.
public final class TimeoutConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return Timeout.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(wrong.getMessage());
        }
    }
}
