package io.murmur.core.entropy;

import io.murmur.core.entropy.answer.Responder;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.Sketch;
import io.murmur.core.replica.message.Refusal;
import org.jspecify.annotations.Nullable;

/// Finds in which items of one scope this node and its peer differ.
///
/// Listing own items -> Sketching the peer's, with ever more symbols, each time from the first: the peer
/// keeps nothing, and what it holds may have changed -> Done when they suffice, or when the plain list was
/// shorter than the next sketch.
final class Comparison implements Leg {

    static final int SYMBOLS_FIRST = 8;

    /// Where a sketch cannot tell how many more are needed.
    private static final int GROWTH = 8;

    private static final int SYMBOLS_MAX = 8192;

    private final Kit kit;
    private final Scope own;
    private final Scope peers;
    private ItemList mine = new ItemList();
    private boolean isListed;
    private int symbols;
    private boolean isTooMuch;
    private @Nullable ItemList difference;
    private @Nullable String failure;

    /// @param own the scope as this node is asked for it
    /// @param peers the same as the peer is asked for it
    Comparison(Kit kit, Scope own, Scope peers) {
        this.kit = kit;
        this.own = own;
        this.peers = peers;
    }

    @Override
    public void begin(Now now, Outputs<ExchangeNotice> out) {
        ask(true, SyncRequest.LIST_WHOLE, now, out);
    }

    private void ask(boolean self, int wanted, Now now, Outputs<ExchangeNotice> out) {
        var request = new SyncRequest.DescribeHoldings(kit.questions().correlation(), self ? own : peers, wanted);
        kit.questions().ask(self ? kit.self() : kit.peer(), request, now, out);
    }

    @Override
    public void answered(SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        switch (reply) {
            case SyncReply.HoldingsListed(_, var items, _)
            when !isListed -> {
                mine = items;
                isListed = true;
                askPeer(SYMBOLS_FIRST, now, out);
            }
            case SyncReply.HoldingsListed(_, var items, _) -> difference = ItemList.difference(mine, items);
            case SyncReply.HoldingsSketched(_, var theirs) -> compare(theirs, now, out);
            case SyncReply.Declined(_, var reason) when reason == Refusal.OVERLOADED -> isTooMuch = true;
            case SyncReply.Declined(_, var reason) -> failure = "holdings are not described: " + reason;
            case SyncReply.ClocksShown _,
                    SyncReply.MissingSent _,
                    SyncReply.ObjectsSent _,
                    SyncReply.KeysListed _,
                    SyncReply.Inspected _,
                    SyncReply.DeadListed _,
                    SyncReply.KeyShown _ -> failure = "an answer does not fit its question";
        }
    }

    private void askPeer(int wanted, Now now, Outputs<ExchangeNotice> out) {
        boolean listIsShorter = wanted * (long) Sketch.SYMBOL_BYTES >= mine.size() * (long) Long.BYTES;
        boolean lists = wanted > SYMBOLS_FIRST && (listIsShorter || wanted > SYMBOLS_MAX);
        if (lists && mine.size() > Responder.ITEMS_MAX) {
            isTooMuch = true;
        } else {
            symbols = lists ? 0 : wanted;
            ask(false, symbols, now, out);
        }
    }

    private void compare(Sketch theirs, Now now, Outputs<ExchangeNotice> out) {
        if (theirs.symbols() != symbols) {
            failure = "a sketch has " + theirs.symbols() + " symbols, not " + symbols;
            return;
        }
        Sketch.Difference found = Sketch.of(mine.toArray(), theirs.symbols()).minus(theirs);
        if (found.complete()) {
            difference = found.items();
        } else {
            // 1.4 to 1.7 for each, and something for the error of the estimate.
            int needed = found.estimate() == 0 ? symbols * GROWTH : found.estimate() * 8 / 5 + SYMBOLS_FIRST;
            askPeer(Math.max(needed, symbols + symbols / 2), now, out);
        }
    }

    @Override
    public void advance(Now now, Outputs<ExchangeNotice> out) {
        // Answers are all it waits for.
    }

    @Override
    public boolean isDone() {
        return difference != null || isTooMuch;
    }

    /// Whether more differs than can be told: a smaller scope must be compared.
    boolean isTooMuch() {
        return isTooMuch;
    }

    /// What one of them has and the other does not.
    ItemList difference() {
        return difference == null ? new ItemList() : difference;
    }

    /// What this node has.
    ItemList mine() {
        return mine;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }
}
