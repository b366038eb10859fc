/* Distributions: counts per bucket, merged by adding, with the percentiles of dev.perf.result.Distribution. */
const Distribution = (() => {
  'use strict';

  // The next number towards zero of a positive one.
  const nextDown = value => {
    const bits = new BigUint64Array(new Float64Array([value]).buffer);
    bits[0] -= 1n;
    return new Float64Array(bits.buffer)[0];
  };

  // Five samples have to be expected above a percentile for it to say something; ten make it firm.
  const samplesNeeded = percentile =>
    percentile === 100 ? 1 : Math.ceil(5 * 100 / (100 - percentile) * (1 - 1e-9));
  const supports = (samples, percentile) => samples >= samplesNeeded(percentile);
  const isWeak = (samples, percentile) => samples * (100 - percentile) / 100 + 1e-6 < 10;

  class Distribution {
    // values: the highest nanosecond value of each bucket, ascending
    constructor(values) {
      this.values = values;
      this.counts = new Float64Array(values.length);
      this.count = 0;
      this.min = Infinity;
      this.max = 0;
      this.sum = 0;
    }

    // Adds one packed distribution: counts in order, where -n skips n buckets.
    add(packed, min, max, sum) {
      let bucket = 0;
      let added = 0;
      for (const count of packed) {
        if (count < 0) {
          bucket -= count;
        } else {
          this.counts[bucket++] += count;
          added += count;
        }
      }
      if (added > 0) {
        this.count += added;
        this.min = Math.min(this.min, min);
        this.max = Math.max(this.max, max);
        this.sum += sum;
      }
      return this;
    }

    get mean() { return this.count === 0 ? 0 : Math.round(this.sum / this.count); }

    // The lowest value that at least so many percent do not exceed, to the width of a bucket, rounded up.
    percentile(percentile) {
      if (this.count === 0) return 0;
      const rank = Math.max(1, Math.ceil(nextDown(percentile) / 100 * this.count));
      let seen = 0;
      for (let i = 0; i < this.counts.length; i++) {
        seen += this.counts[i];
        if (seen >= rank) return Math.min(this.values[i], this.max);
      }
      return this.max;
    }
  }

  // A column of packed distributions, one per step of time: { min, max, sum, counts }.
  const merge = (values, column, from, to) => {
    const merged = new Distribution(values);
    for (let i = from; i < to; i++) merged.add(column.counts[i], column.min[i], column.max[i], column.sum[i]);
    return merged;
  };

  // The values of all buckets are written as the distance to the one before.
  const values = deltas => {
    let value = 0;
    return Float64Array.from(deltas, delta => { value += delta; return value; });
  };

  return { merge, values, supports, isWeak, samplesNeeded };
})();
