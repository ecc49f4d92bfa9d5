// Make a picture small in the browser. Only its pixels go into the new file, so place, time and camera stay behind.

const WIDEST = 2560;
const QUALITY = 0.85;
const THUMB = 240;

// Gives { name, blob, width, height, thumb } or throws if the browser cannot read the picture.
export async function shrink(file, taken) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = draw(bitmap, WIDEST);
  let blob = await encode(canvas, "image/webp");
  // A browser that cannot write WebP writes PNG instead, which is large for photographs.
  if (blob.type !== "image/webp") blob = await encode(draw(bitmap, WIDEST, "#fff"), "image/jpeg");
  const ending = blob.type === "image/webp" ? "webp" : "jpg";
  const thumb = draw(bitmap, THUMB).toDataURL("image/webp", QUALITY);
  bitmap.close();
  return { name: nameOf(file.name, ending, taken), blob, width: canvas.width, height: canvas.height, thumb };
}

function draw(bitmap, widest, ground) {
  const scale = Math.min(1, widest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function encode(canvas, type) {
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("not encoded"))), type, QUALITY);
  });
}

function nameOf(given, ending, taken) {
  const stem = given.replace(/\.[^.]*$/, "").normalize("NFKD").toLowerCase().match(/[a-z0-9]+/g)?.join("-").slice(0, 40) || "picture";
  let name = `${stem}.${ending}`;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}.${ending}`;
  return name;
}
