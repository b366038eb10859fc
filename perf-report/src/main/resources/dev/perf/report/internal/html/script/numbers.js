/* Numbers as people read them: the same three significant digits and units as the writer of the page uses. */
const Numbers = (() => {
  'use strict';
  const NONE = '–';
  const GAP = '\u00a0';

  // Digits and scale of a number as it is printed: |value| = digits / 10^scale.
  const decimal = value => {
    const [mantissa, power] = Math.abs(value).toExponential().split('e');
    const digits = mantissa.replace('.', '');
    return { digits, power: Number(power), scale: digits.length - 1 - Number(power) };
  };

  // |value| in units of 10^-decimals, rounded half up by its printed digits, not by the binary fraction behind them.
  const scaled = (value, decimals) => {
    const { digits, scale } = decimal(value);
    const drop = scale - decimals;
    if (drop <= 0) return BigInt(digits) * 10n ** BigInt(-drop);
    const unit = 10n ** BigInt(drop);
    return (BigInt(digits) + unit / 2n) / unit;
  };

  const grouped = digits => digits.replace(/\B(?=(\d{3})+$)/g, ',');

  const fixed = (value, decimals) => {
    const digits = scaled(value, decimals).toString().padStart(decimals + 1, '0');
    const whole = grouped(digits.slice(0, digits.length - decimals));
    const sign = value < 0 ? '-' : '';
    return sign + (decimals > 0 ? `${whole}.${digits.slice(digits.length - decimals)}` : whole);
  };

  const count = value => fixed(value, 0);

  const number = value => {
    if (!Number.isFinite(value)) return NONE;
    if (value === 0) return '0';
    const size = Math.abs(value);
    if (size >= 999.5) return fixed(value, 0);
    const { digits, power } = decimal(value);
    const magnitude = scaled(value, 2 - power) >= 1000n ? power + 1 : power;
    if (magnitude < -2) {
      // As Java prints them, numbers below a thousandth have two digits at least.
      const shown = Math.min(2, size < 1e-3 ? Math.max(digits.length, 2) : digits.length);
      const decimals = shown - 1 - power;
      return fixed(value, scaled(value, decimals) >= 10n ** BigInt(shown) ? decimals - 1 : decimals);
    }
    return fixed(value, Math.max(0, 2 - Math.max(magnitude, 0)));
  };

  const level = value => Number.isInteger(value) ? count(value) : number(value);

  const perSecond = rate => Number.isFinite(rate) ? `${number(rate)}/s` : NONE;

  const percent = share => {
    if (!Number.isFinite(share)) return NONE;
    if (share === 0 || share === 1) return `${share * 100}${GAP}%`;
    const value = share * 100;
    if (value > 0 && value < 0.01) return `<${GAP}0.01${GAP}%`;
    if (value > 99.99 && value < 100) return `>${GAP}99.99${GAP}%`;
    const edge = value > 0 && value < 0.95 || value >= 99.95 && value < 100;
    return `${fixed(value, edge ? 2 : value >= 100 ? 0 : 1)}${GAP}%`;
  };

  // A number with the unit that keeps it short.
  const inUnits = (value, units, whole) => {
    if (!Number.isFinite(value)) return NONE;
    const size = Math.abs(value);
    if (size < 999.5) return `${fixed(value, 0)}${GAP}${whole}`;
    let factor = 1e3;
    for (const unit of units.slice(0, -1)) {
      if (size < 999.5 * factor) return `${number(value / factor)}${GAP}${unit}`;
      factor *= 1e3;
    }
    return `${number(value / factor)}${GAP}${units[units.length - 1]}`;
  };

  const nanos = value => value === 0 ? `0${GAP}ms` : inUnits(value, ['µs', 'ms', 's'], 'ns');
  const bytes = value => inUnits(value, ['kB', 'MB', 'GB'], 'B');
  const signedNanos = value => value === 0 ? nanos(0) : `${value < 0 ? '−' : '+'}${nanos(Math.abs(value))}`;

  const two = value => String(value).padStart(2, '0');

  const moment = seconds => {
    const tenths = Math.floor(seconds * 10 + 0.5);
    const whole = Math.floor(tenths / 10);
    const fraction = tenths % 10 === 0 ? '' : `.${tenths % 10}`;
    const minutes = Math.floor(whole / 60);
    return whole < 3600
      ? `${minutes}:${two(whole % 60)}${fraction}`
      : `${Math.floor(whole / 3600)}:${two(minutes % 60)}:${two(whole % 60)}${fraction}`;
  };

  // Without zeros at the end of the decimals: for numbers that are round on purpose.
  const tidy = text => text.replace(/(\.\d*?)0+(?!\d)/, '$1').replace(/\.(?!\d)/, '');

  const units = { rate: perSecond, time: nanos, level, share: percent, bytes, bytesPerSecond: value => `${bytes(value)}/s` };

  return { NONE, count, number, level, perSecond, percent, nanos, signedNanos, bytes, moment, tidy, units };
})();
