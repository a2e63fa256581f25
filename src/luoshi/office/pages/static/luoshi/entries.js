// What somebody typed or pasted into a cell, as a number or a status. No page is touched here.

const WIDE = { "．": ".", "，": ",", "－": "-", "−": "-", "–": "-", "—": "-", "＋": "+", "％": "%", "　": " " };

/** Digits and signs of Chinese keyboards as ASCII, without white space. */
export function plain(typed) {
  const ascii = typed.replace(/[．，－−–—＋％　]/g, (c) => WIDE[c]);
  return ascii.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\s+/g, "");
}

/**
 * @param {string} typed
 * @param {{digits?: number, unit?: string, statuses: string[][]}} cell statuses: [name, sign and word, word]
 * @returns {{status: string, text: string, fault?: string}} status "" is an empty cell; fault names a word
 */
export function readEntry(typed, { digits, unit, statuses }) {
  const trimmed = typed.trim();
  if (trimmed === "") return { status: "", text: "" };
  const named = statuses.find(([name, shown, word]) => [name, shown, word].includes(trimmed));
  if (named) return { status: named[0], text: "" };
  if (["/", "-", "—", "——", "N/A", "n/a"].includes(trimmed) && statuses.some(([name]) => name === "not_applicable")) {
    return { status: "not_applicable", text: "" };
  }
  let text = plain(trimmed);
  if (text.endsWith("%") && unit && unit.startsWith("%")) text = text.slice(0, -1);
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(",", "");
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return { status: "", text: typed, fault: "not_a_number" };
  text = text.replace(/^\+/, "").replace(/\.$/, "").replace(/^(-?)\./, "$10.").replace(/^(-?)0+(?=\d)/, "$1");
  const decimals = (text.split(".")[1] || "").replace(/0+$/, "").length;
  if (digits !== undefined && decimals > digits) return { status: "", text, fault: "too_precise" };
  const zero = /^-?0(\.0*)?$/.test(text);
  return { status: zero ? "zero" : "reported", text: zero ? "0" : text };
}

/** Rows and cells of what a spreadsheet puts on the clipboard: tabs, line ends, and quotes around either. */
export function readClipboard(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) return text.split(/\r\n|\n|\r/).map((line) => line.split("\t")); // a stray quote
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] === "\t" && cell.lastIndex === text.length) rows.at(-1).push("");
    else if (found[3] && found[3] !== "\t" && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}
