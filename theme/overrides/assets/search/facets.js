// Filter rows by facets. `columns` have, by the name of a facet, what each row has of it: a list of values.

// The rows that have every chosen value, in the order given.
export function matching(rows, columns, chosen) {
  const wanted = [...chosen].map(([name, value]) => [columns.get(name), value]);
  return rows.filter((row) => wanted.every(([column, value]) => column[row].includes(value)));
}

// For each facet, how many of the rows would have a value, its own choice left aside.
export function counts(rows, columns, chosen) {
  const found = new Map([...columns.keys()].map((name) => [name, new Map()]));
  const count = (name, row) => {
    const values = found.get(name);
    for (const value of columns.get(name)[row]) values.set(value, (values.get(value) ?? 0) + 1);
  };
  for (const row of rows) {
    const lacking = [...chosen].filter(([name, value]) => !columns.get(name)[row].includes(value));
    if (!lacking.length) for (const name of columns.keys()) count(name, row);
    if (lacking.length === 1) count(lacking[0][0], row);
  }
  return found;
}
