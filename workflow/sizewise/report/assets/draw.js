// Number below `count` that follows from a seed (mulberry32, public domain, Tommy Ettinger 2017).
function sizewiseDraw(seed, count) {
  let t = (seed >>> 0) + 0x6d2b79f5;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * count);
}
