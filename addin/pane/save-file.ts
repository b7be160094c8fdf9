/** Hands a file to the person. Office on the web and WebView2 take a click on a link with `download`; so does every browser. */

/** Saves bytes under a name, as the browser saves a download. */
export function saveFile({ name, bytes }: { name: string; bytes: Blob }): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the bytes once the click is handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
