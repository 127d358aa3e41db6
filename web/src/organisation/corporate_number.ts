// 法人番号: 13 digits, the first of which checks the other twelve.
// Source: ministerial ordinance on corporate numbers, article 2; the server judges, this only tells early.

export const digitsOf = (typed: string): string => typed.normalize("NFKC").replace(/[\s\-‐−ー]/g, "");

export type NumberState = { is: "empty" } | { is: "not_digits" } | { is: "short"; missing: number } | { is: "long" } | { is: "wrong_check" } | { is: "good" };

export function checkDigit(base: string): number {
  const sum = [...base].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 2), 0);
  return 9 - (sum % 9);
}

export function judged(typed: string): NumberState {
  const digits = digitsOf(typed);
  if (digits === "") return { is: "empty" };
  if (!/^\d+$/.test(digits)) return { is: "not_digits" };
  if (digits.length < 13) return { is: "short", missing: 13 - digits.length };
  if (digits.length > 13) return { is: "long" };
  return Number(digits[0]) === checkDigit(digits.slice(1)) ? { is: "good" } : { is: "wrong_check" };
}
