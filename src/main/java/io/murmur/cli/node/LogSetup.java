package io.murmur.cli.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.murmur.node.settings.LogSettings;
import org.slf4j.LoggerFactory;

/// Makes the log what the configuration says. Until then it is what `logback.xml` says: text, to standard error.
public final class LogSetup {

    private static final String OURS = "io.murmur";

    private LogSetup() {}

    /// Applies settings to this process's log.
    public static void apply(LogSettings settings) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            apply(settings, context);
        }
    }

    static void apply(LogSettings settings, LoggerContext context) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(levelOf(settings.levelOfLibraries()));
        context.getLogger(OURS).setLevel(levelOf(settings.level()));
        switch (settings.format()) {
            case TEXT -> {
                // As it is.
            }
            case JSON -> {
                ConsoleAppender<ILoggingEvent> console = jsonConsole(context);
                root.detachAndStopAllAppenders();
                root.addAppender(console);
            }
        }
    }

    private static ConsoleAppender<ILoggingEvent> jsonConsole(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("json");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    private static Level levelOf(LogSettings.Level level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
