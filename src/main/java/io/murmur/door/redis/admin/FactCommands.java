package io.murmur.door.redis.admin;

import io.murmur.door.redis.command.Call;
import io.murmur.resp.CommandFacts;
import io.murmur.resp.CommandTable;
import io.murmur.resp.GlobPattern;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `COMMAND`: the facts, in the shape clients look for the positions of keys in.
final class FactCommands {

    private final CommandTable table;
    private final Reply all;
    private final Reply allDocumented;

    FactCommands(CommandTable table) {
        this.table = table;
        this.all =
                new Reply.Listing(table.served().stream().map(this::described).toList());
        this.allDocumented = documented(table.served());
    }

    void all(Call call) {
        call.answer(all);
    }

    void count(Call call) {
        call.answer(Reply.number(table.served().size()));
    }

    void info(Call call) {
        Request request = call.request();
        if (request.size() == 2) {
            call.answer(all);
            return;
        }
        List<Reply> found = new ArrayList<>();
        for (int i = 2; i < request.size(); i++) {
            CommandFacts facts = table.find(request.text(i).replace('|', ' '));
            found.add(facts == null || !facts.isServed() ? Replies.NULL : described(facts));
        }
        call.answer(new Reply.Listing(found));
    }

    void documents(Call call) {
        Request request = call.request();
        if (request.size() == 2) {
            call.answer(allDocumented);
            return;
        }
        List<CommandFacts> found = new ArrayList<>();
        for (int i = 2; i < request.size(); i++) {
            CommandFacts facts = table.find(request.text(i).replace('|', ' '));
            if (facts != null && facts.isServed() && !found.contains(facts)) {
                found.add(facts);
            }
        }
        call.answer(documented(found));
    }

    void list(Call call) {
        Request request = call.request();
        GlobPattern pattern = null;
        if (request.size() == 5 && request.is(2, "FILTERBY") && request.is(3, "PATTERN")) {
            pattern = new GlobPattern(request.at(4));
        } else if (request.size() > 2) {
            call.answer(Reply.error("syntax error"));
            return;
        }
        List<String> names = new ArrayList<>();
        for (CommandFacts facts : table.all()) {
            byte[] name = facts.shownName().getBytes(StandardCharsets.UTF_8);
            if (facts.isServed() && (pattern == null ? !facts.isSubcommand() : pattern.matches(name))) {
                names.add(facts.shownName());
            }
        }
        call.answer(Reply.texts(names));
    }

    void keys(Call call) {
        Request inner = call.request().from(2);
        CommandFacts facts = table.find(inner.at(0));
        if (facts == null || !facts.isServed()) {
            call.answer(Reply.error("Invalid command specified"));
        } else if (!facts.accepts(inner.size())) {
            call.answer(Reply.error("Invalid number of arguments specified for command"));
        } else if (facts.keys().first() == 0) {
            call.answer(Reply.error("The command has no key arguments"));
        } else {
            List<Reply> keys = new ArrayList<>();
            CommandTable.keysOf(facts, inner).forEach(at -> keys.add(Reply.bulk(inner.at(at))));
            call.answer(new Reply.Listing(keys));
        }
    }

    /// Ten elements, as Redis 7 has: name, arity, flags, first key, last key, step, categories, tips, key
    /// specifications, subcommands. Categories belong to users, which there are none of yet.
    private Reply described(CommandFacts facts) {
        List<Reply> flags = new ArrayList<>();
        facts.flags().forEach(flag -> flags.add(new Reply.Simple(flag)));
        List<Reply> subcommands = new ArrayList<>();
        if (!facts.isSubcommand()) {
            table.servedUnder(facts).forEach(sub -> subcommands.add(described(sub)));
        }
        return Reply.listing(
                Reply.bulk(facts.shownName()),
                Reply.number(facts.arity()),
                new Reply.Unordered(flags),
                Reply.number(facts.keys().first()),
                Reply.number(facts.keys().last()),
                Reply.number(facts.keys().step()),
                new Reply.Unordered(List.of()),
                new Reply.Unordered(List.of()),
                new Reply.Unordered(List.of()),
                new Reply.Listing(subcommands));
    }

    private Reply documented(List<CommandFacts> commands) {
        List<Reply> pairs = new ArrayList<>();
        for (CommandFacts facts : commands) {
            List<Reply> document = new ArrayList<>(List.of(
                    Reply.bulk("summary"),
                    Reply.bulk((facts.summary() + " " + facts.meaning()).strip()),
                    Reply.bulk("group"),
                    Reply.bulk(facts.group())));
            List<CommandFacts> subcommands = facts.isSubcommand() ? List.of() : table.servedUnder(facts);
            if (!subcommands.isEmpty()) {
                document.add(Reply.bulk("subcommands"));
                document.add(documented(subcommands));
            }
            pairs.add(Reply.bulk(facts.shownName()));
            pairs.add(new Reply.Pairs(document));
        }
        return new Reply.Pairs(pairs);
    }
}
