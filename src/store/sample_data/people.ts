// The sixty people of the sample account. All names are invented.
import { slug } from './ids.ts';
import { DEPARTMENTS, type Department, type WorkspaceName, workspaceNamed } from './workspaces.ts';

export interface Person {
  readonly user_id: string;
  readonly name: string;
  readonly workspace_id: string;
  readonly department: Department | null;
  /** Where the person works even when the directory does not say. */
  readonly team: Department;
}

const NAMES: Readonly<Record<Department, readonly string[]>> = {
  Finance: [
    'Amara Okafor',
    'Jonas Lindqvist',
    'Priya Raghunathan',
    'Helen Marsh',
    'Tomasz Wilk',
    'Grace Adeyemi',
    'Luc Fontaine',
  ],
  Marketing: [
    'Sofia Marchetti',
    'Daniel Osei',
    'Yuki Tanabe',
    'Camila Restrepo',
    'Ben Hartley',
    'Noor Haddad',
    'Elif Demir',
  ],
  Product: [
    'Mei-Ling Chau',
    'Arjun Sethi',
    'Ingrid Solberg',
    'Mateo Vargas',
    'Hannah Weiss',
    'Kwame Boateng',
    'Zoe Papadakis',
    'Ravi Menon',
    'Laila Benali',
  ],
  'Data Platform': [
    'Marcus Feld',
    'Aisha Rahimi',
    'Piotr Zielak',
    'Nadia Karim',
    'Oluwaseun Bello',
    'Kateryna Moroz',
    'Sam Whitlock',
    'Hiro Matsuda',
    'Chiara Bellini',
    'Dinesh Pillai',
  ],
  Sales: [
    'Bruno Teixeira',
    'Fatima Zahra Idrissi',
    'Owen Pritchard',
    'Anjali Deshpande',
    'Viktor Hahn',
    'Rosa Quintero',
  ],
  'Supply Chain': [
    'Lena Bergstrom',
    'Thabo Nkosi',
    'Claire Dubreuil',
    'Minh Tran',
    'Pavel Horak',
    'Esther Mwangi',
    'Jorge Salinas',
  ],
  Risk: [
    'Nikhil Banerjee',
    'Sabine Vogt',
    'Ali Tehrani',
    'Margaret Doyle',
    'Wei Zhou',
    'Andrei Popa',
    'Simone Ferraz',
  ],
  'Customer Support': [
    'Tariq Mansour',
    'Emily Thornton',
    'Ana Kovacic',
    'Jae-won Seo',
    'Patrick Nolan',
    'Ifeoma Eze',
    'Malik Johnson',
  ],
};

const SANDBOX_PEOPLE = new Set(['Ravi Menon', 'Laila Benali', 'Dinesh Pillai', 'Wei Zhou', 'Jae-won Seo']);
const ANALYSTS: ReadonlySet<Department> = new Set<Department>(['Marketing', 'Sales', 'Customer Support']);

/** Contractors and a service account the directory knows nothing about. */
const WITHOUT_DEPARTMENT = new Set(['Viktor Hahn', 'Andrei Popa', 'Malik Johnson', 'Hiro Matsuda']);

function homeWorkspace(name: string, team: Department): WorkspaceName {
  if (SANDBOX_PEOPLE.has(name)) return 'Sandbox';
  return ANALYSTS.has(team) ? 'Analytics' : 'Prod';
}

function person(name: string, team: Department): Person {
  return {
    user_id: `u_${slug(name)}`,
    name,
    workspace_id: workspaceNamed(homeWorkspace(name, team)).workspace_id,
    department: WITHOUT_DEPARTMENT.has(name) ? null : team,
    team,
  };
}

export const PEOPLE: readonly Person[] = DEPARTMENTS.flatMap((team) =>
  NAMES[team].map((name) => person(name, team)),
);

export function teamOf(department: Department): readonly Person[] {
  return PEOPLE.filter((p) => p.team === department);
}
