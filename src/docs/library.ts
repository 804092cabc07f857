// The documentation as the copilot asks it: a fixed query in, the best passages with their sources out.
import type { DocsIndex } from './docs_index.ts';
import { searchDocs } from './search_docs.ts';

export interface LibraryPassage {
  readonly id: string;
  readonly text: string;
  readonly source: {
    readonly title: string;
    readonly url: string;
    readonly checked: string;
    readonly heading: string;
    readonly confirmed: boolean;
  };
}

export interface DocsLibrary {
  search(query: string, count: number): Promise<readonly LibraryPassage[]>;
}

/** Chips ask the same few questions over and over, so their answers are kept. */
export function createLibrary(index: DocsIndex): DocsLibrary {
  const known = new Map<string, Promise<readonly LibraryPassage[]>>();
  return {
    search(query, count) {
      const key = `${count} ${query}`;
      const found = known.get(key) ?? find(index, query, count);
      if (known.size < 500) known.set(key, found);
      return found;
    },
  };
}

async function find(index: DocsIndex, query: string, count: number): Promise<readonly LibraryPassage[]> {
  const passages = await searchDocs(index, query, { k: count });
  return passages.map(({ id, text, title, url, checked, heading, confidence }) => ({
    id,
    text,
    source: { title, url, checked, heading, confirmed: confidence === 'confirmed' },
  }));
}
