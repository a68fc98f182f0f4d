package io.murmur.door.redis.command;

import io.murmur.resp.CommandFacts;
import io.murmur.resp.CommandTable;
import io.murmur.resp.NameTable;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who carries out which command. Filled once by the door, then read by any thread.
public final class CommandBook {

    private static final int QUOTED_MAX = 64;
    private static final int QUOTED_ARGUMENTS_MAX = 4;

    /// What to do with a request.
    ///
    /// @param shownName for `CLIENT LIST`
    /// @param waitsForEarlier whether all earlier commands of the connection must have been answered before
    public record Entry(String shownName, CommandHandler handler, boolean waitsForEarlier) {}

    private record Served(CommandFacts facts, Entry entry, boolean isContainer) {}

    private final CommandTable table;
    private final NameTable<Served> served;

    public CommandBook(CommandTable table) {
        this.table = table;
        this.served = new NameTable<>(table.all().size());
    }

    /// Binds a served command, or subcommand, to its handler.
    public CommandBook serve(String name, CommandHandler handler) {
        return serve(name, handler, false);
    }

    /// Binds a command that does one thing after the other, and so begins only when all before it are done; those
    /// behind it wait.
    public CommandBook serveAfterEarlier(String name, CommandHandler handler) {
        return serve(name, handler, true);
    }

    private CommandBook serve(String name, CommandHandler handler, boolean waitsForEarlier) {
        CommandFacts facts = table.find(name);
        if (facts == null || !facts.isServed()) {
            throw new IllegalArgumentException("the facts do not say that " + name + " is served");
        }
        Entry entry = new Entry(facts.shownName(), handler, waitsForEarlier);
        served.put(name, new Served(facts, entry, !table.servedUnder(facts).isEmpty()));
        return this;
    }

    /// Throws if a command is said to be served, and is not.
    public CommandBook complete() {
        for (CommandFacts facts : table.all()) {
            if (facts.isServed()
                    && served.get(facts.name()) == null
                    && table.servedUnder(facts).isEmpty()) {
                throw new IllegalStateException("nobody serves " + facts.name());
            }
        }
        return this;
    }

    /// What to do with `request`: carry it out, or say what is wrong with it.
    public Entry entryOf(Request request) {
        Served known = served.get(request.at(0));
        if (known != null && !(known.isContainer() && request.size() > 1)) {
            return known.facts().accepts(request.size()) ? known.entry() : badArity(known.facts());
        }
        CommandFacts facts = table.find(request.at(0));
        if (facts == null) {
            return refusal("unknown", unknown(request));
        }
        return facts.isServed() ? subcommand(facts, request) : refusal(facts.shownName(), facts.refusal());
    }

    private Entry subcommand(CommandFacts container, Request request) {
        if (request.size() < 2) {
            return badArity(container);
        }
        CommandFacts facts = table.findSubcommand(request);
        if (facts == null) {
            return refusal(
                    container.shownName(),
                    request.is(1, "HELP")
                            ? help(container)
                            : Reply.error("unknown subcommand '" + quoted(request, 1) + "'. Try " + container.name()
                                    + " HELP."));
        }
        if (!facts.isServed()) {
            return refusal(facts.shownName(), facts.refusal());
        }
        Served known = served.get(facts.name());
        return known != null && facts.accepts(request.size()) ? known.entry() : badArity(facts);
    }

    private Reply help(CommandFacts container) {
        List<String> lines = new ArrayList<>();
        for (CommandFacts facts : table.servedUnder(container)) {
            lines.add(facts.name());
            lines.add("    " + (facts.summary() + " " + facts.meaning()).strip());
        }
        return Reply.texts(lines);
    }

    private static Entry refusal(String shownName, Reply reply) {
        return new Entry(shownName, call -> call.answer(reply), false);
    }

    private static Entry badArity(CommandFacts facts) {
        String sentence = "wrong number of arguments for '" + facts.shownName() + "' command";
        return refusal(facts.shownName(), Reply.error(sentence));
    }

    /// Begins as Redis does, because clients look for it.
    private static Reply unknown(Request request) {
        StringBuilder text = new StringBuilder("unknown command '")
                .append(quoted(request, 0))
                .append("', with args");
        text.append(" beginning with: ");
        for (int i = 1; i < Math.min(request.size(), 1 + QUOTED_ARGUMENTS_MAX); i++) {
            text.append('\'').append(quoted(request, i)).append("' ");
        }
        return Reply.error(text.append("(nothing Murmur has heard of: COMMAND LIST names what is served)")
                .toString());
    }

    private static String quoted(Request request, int index) {
        String text = request.text(index).toLowerCase(Locale.ROOT);
        return text.length() <= QUOTED_MAX ? text : text.substring(0, QUOTED_MAX) + "...";
    }
}
