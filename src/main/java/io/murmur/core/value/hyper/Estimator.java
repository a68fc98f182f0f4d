package io.murmur.core.value.hyper;

/// The number that registers stand for (Ertl 2017, algorithm 6): no tables, and no thresholds between small numbers and
/// large ones.
final class Estimator {

    /// 1 / (2 ln 2).
    private static final double ALPHA = 0.7213475204444817;

    private static final int LAST = HyperLogLog.VALUE_MAX - 1;

    private Estimator() {}

    static long estimate(byte[] registers) {
        int[] histogram = new int[HyperLogLog.VALUE_MAX + 1];
        for (byte register : registers) {
            histogram[register]++;
        }
        double m = HyperLogLog.REGISTERS;
        double z = m * tau((m - histogram[LAST + 1]) / m);
        for (int value = LAST; value >= 1; value--) {
            z = (z + histogram[value]) * 0.5;
        }
        z += m * sigma(histogram[0] / m);
        return Math.round(ALPHA * m * m / z);
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (before != z);
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (before != z);
        return z / 3;
    }
}
