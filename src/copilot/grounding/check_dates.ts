// Dates without digits: a month, a weekday, 'yesterday'. A weekday must be the one of a day that is a fact.
import { weekdayOf } from '#src/lib/dates.ts';
import { boundIn, type Check, fault } from './scene.ts';
import { MONTHS, WEEKDAYS } from './vocabulary.ts';

const RELATIVE = /^(yesterday|today|tomorrow|tonight)$/;

export const checkDates: Check = (scene) => {
  const { tokens } = scene.sentence;
  const days = scene.place.index.all
    .filter(({ fact }) => fact.unit === 'day')
    .map(({ fact }) => String(fact.value));
  return tokens.flatMap((token) => {
    if (token.kind !== 'word') return [];
    const month = /^\p{Lu}/u.test(token.text) ? MONTHS.indexOf(token.word) : -1;
    if (month >= 0 && !days.some((day) => Number(day.slice(5, 7)) === month + 1))
      return [fault(scene, 'date', token.text, 'no fact lies in this month')];
    const weekday = WEEKDAYS.indexOf(token.word.replace(/s$/, ''));
    if (weekday >= 0 && !isWeekday(weekday))
      return [fault(scene, 'date', token.text, 'no fact states this day of the week')];
    if (RELATIVE.test(token.word) && !scene.evidence.words.has(token.word))
      return [fault(scene, 'date', token.text, 'the data ends with its last complete day, not today')];
    return [];
  });

  /** Of a day named in the sentence, or said in the narration or by a label. */
  function isWeekday(weekday: number): boolean {
    const name = WEEKDAYS[weekday]!;
    const bound = boundIn(scene).filter(({ fact }) => fact.unit === 'day');
    if (bound.some(({ fact }) => weekdayOf(String(fact.value)) === weekday)) return true;
    if (bound.length > 0) return false;
    const isSaid = (word: string) => scene.evidence.words.has(word) || scene.evidence.words.has(`${word}s`);
    return isSaid(name) || scene.place.index.all.some(({ fact }) => fact.label.toLowerCase().includes(name));
  }
};
