package io.murmur.load.bench;

import io.murmur.load.generator.Watch;
import io.murmur.load.target.ProcessCpu;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// CPU time between the start and the end of a round: of the servers, of the generator, of the machine.
final class CpuMeter implements Watch {

    private record Reading(long server, long own, long machine) {}

    private final List<Long> pids;
    private Reading before = new Reading(0, 0, 0);
    private Reading after = before;

    CpuMeter(List<Long> pids) {
        this.pids = pids;
    }

    @Override
    public void started() {
        before = read();
    }

    @Override
    public void ended() {
        after = read();
    }

    private Reading read() {
        try {
            return new Reading(ProcessCpu.ofProcesses(pids), ProcessCpu.ofThisProcess(), ProcessCpu.ofMachine());
        } catch (IOException e) {
            throw new UncheckedIOException("a measured process is gone", e);
        }
    }

    long serverMicros() {
        return after.server() - before.server();
    }

    long ownMicros() {
        return after.own() - before.own();
    }

    long machineMicros() {
        return after.machine() - before.machine();
    }
}
