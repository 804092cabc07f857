// What the workspace itself knows without any app; the server reads it, too.

/** Brings the app into a channel. */
export const INVITE = '/invite';

/** The author of what the workspace itself says to somebody; nobody of this id is in the list of people. */
export const WORKSPACE_USER = 'UWORKSPACE';
