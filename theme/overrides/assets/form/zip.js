// Put files into a .zip archive as they are: pictures are small already, and text is short.

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
const UTF8 = 0x0800;

// `files` are [path, Uint8Array]; `time` is the moment written beside each.
export function zip(files, time) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const about = record(name, bytes, time);
    parts.push(Uint8Array.of(0x50, 0x4b, 3, 4), about, name, bytes);
    directory.push(central(about, offset), name);
    offset += 4 + about.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  return new Blob([...parts, ...directory, end(files.length, size, offset)], { type: "application/zip" });
}

// What the header before a file and the directory at the end both say.
function record(name, bytes, time) {
  const view = new DataView(new ArrayBuffer(26));
  const date = ((time.getFullYear() - 1980) << 9) | ((time.getMonth() + 1) << 5) | time.getDate();
  const clock = (time.getHours() << 11) | (time.getMinutes() << 5) | (time.getSeconds() >> 1);
  view.setUint16(0, 20, true);
  view.setUint16(2, UTF8, true);
  view.setUint16(6, clock, true);
  view.setUint16(8, date, true);
  view.setUint32(10, sumOf(bytes), true);
  view.setUint32(14, bytes.length, true);
  view.setUint32(18, bytes.length, true);
  view.setUint16(22, name.length, true);
  return new Uint8Array(view.buffer);
}

function central(about, offset) {
  const bytes = new Uint8Array(46);
  bytes.set([0x50, 0x4b, 1, 2, 20, 0]);
  bytes.set(about, 6);
  new DataView(bytes.buffer).setUint32(42, offset, true);
  return bytes;
}

function end(count, size, offset) {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Uint8Array(view.buffer);
}

function sumOf(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
