// Hand a file to whoever wrote it: to the device's folder of downloads, or to an app of the device.

import { fill } from "./words.js";

const ZIP = "application/zip";

export function give(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function asZip(blob, name) {
  return new File([blob], name, { type: ZIP });
}

// Whether the device says that it hands archives to its apps.
export function canShare() {
  return Boolean(navigator.canShare?.({ files: [asZip("", "page.zip")] }));
}

// Some browsers say so and refuse when it comes to it: then the file is saved, so that nobody is left without one.
export async function share(file, subject, words, tell) {
  try {
    await navigator.share({ files: [file], title: subject, text: subject });
    tell(fill(words.shared, { name: file.name }));
  } catch (error) {
    if (error.name === "AbortError") return;
    give(file, file.name);
    tell(fill(words.not_shared, { name: file.name }));
  }
}
