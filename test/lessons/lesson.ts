// Tells a learner whether the exercise of a lesson is solved: 'lesson.ts 01', or 'lesson.ts 01 --solution' for the solution beside it.
import { checkFile, EXERCISES, type Part, reportOf } from './exercises.ts';

const [number = '', ...flags] = process.argv.slice(2);
const exercise = EXERCISES.find((item) => item.number === number.padStart(2, '0'));
const known = flags.length === 0 || (flags.length === 1 && flags[0] === '--solution');
if (!exercise || !known) {
  console.error(
    `Name a lesson: ${EXERCISES.map((item) => item.number).join(', ')}. "--solution" checks its solution.`,
  );
  process.exitCode = 2;
} else {
  const part: Part = flags.length > 0 ? 'solution' : 'exercise';
  const findings = await checkFile(exercise, part);
  console.log(reportOf(exercise, part, findings));
  process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1;
}
