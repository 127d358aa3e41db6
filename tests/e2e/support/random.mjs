// Numbers that look random and can be played again: mulberry32. Print the seed with every failure.

export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { between: (least, most) => least + Math.floor(next() * (most - least + 1)) };
}

export function seedOf(variable = 'HOSHIRUBE_SEED') {
  return Number(process.env[variable] ?? Date.now() % 2 ** 32);
}
