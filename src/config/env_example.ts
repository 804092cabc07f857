// The text of .env.example, from the same schema that parses the settings.
import { type SettingDoc, settingDocs } from './env.ts';

const HEAD = `# Settings of the app. Copy this file to .env and fill in what you need; "npm run demo" needs none of it.
# A setting of the environment wins over .env. An empty value counts as not set; a line behind # shows the default.
`;

export function envExample(docs: readonly SettingDoc[] = settingDocs()): string {
  const entries = docs.map(({ name, description, default: value }) => {
    const line = value === '' ? `${name}=` : `# ${name}=${value}`;
    return `# ${description}\n${line}\n`;
  });
  return [HEAD, ...entries].join('\n');
}
