package io.murmur.cli.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.murmur.node.settings.LogSettings;
import io.murmur.node.settings.LogSettings.Format;
import io.murmur.node.settings.LogSettings.Level;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the lines of the log look like, and which of them are written.
final class LogSetupTest {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void beginAsTheProgramDoes() throws Exception {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new File("src/main/resources/logback.xml"));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aLineIsMadeToBeRead() {
        String line = written();
        assertTrue(
                line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  MurmurNode         serving b\n"),
                line);
    }

    @Test
    void ofMurmurInfoIsWrittenAndOfLibrariesWarningsOnly() {
        assertTrue(context.getLogger("io.murmur.node").isInfoEnabled());
        assertFalse(context.getLogger("io.murmur.node").isDebugEnabled());
        assertFalse(context.getLogger("org.apache.pekko.cluster").isInfoEnabled());
        assertTrue(context.getLogger("org.apache.pekko.cluster").isWarnEnabled());
    }

    @Test
    void levelsFollowTheSettings() {
        LogSetup.apply(new LogSettings(Format.TEXT, Level.TRACE, Level.INFO), context);
        assertTrue(context.getLogger("io.murmur.node").isTraceEnabled());
        assertTrue(context.getLogger("org.apache.pekko.cluster").isInfoEnabled());
        assertFalse(context.getLogger("org.apache.pekko.cluster").isDebugEnabled());
    }

    @Test
    void jsonIsOneObjectPerLine() {
        LogSetup.apply(new LogSettings(Format.JSON, Level.INFO, Level.WARN), context);
        String line = written();
        assertEquals(line.length() - 1, line.indexOf('\n'));
        Config json =
                ConfigFactory.parseString(line, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        assertEquals("INFO", json.getString("level"));
        assertEquals("io.murmur.node.MurmurNode", json.getString("loggerName"));
        assertEquals("serving b", json.getString("formattedMessage"));
        assertTrue(json.hasPath("timestamp"));
        assertEquals("System.err", console().getTarget());
    }

    private String written() {
        Logger logger = context.getLogger("io.murmur.node.MurmurNode");
        LoggingEvent event = new LoggingEvent(
                LogSetupTest.class.getName(),
                logger,
                ch.qos.logback.classic.Level.INFO,
                "serving {}",
                null,
                new Object[] {"b"});
        return new String(console().getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private ConsoleAppender<ILoggingEvent> console() {
        var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        var only = appenders.next();
        assertFalse(appenders.hasNext());
        if (only instanceof ConsoleAppender<ILoggingEvent> console) {
            return console;
        }
        throw new AssertionError("the log goes to " + only);
    }
}
