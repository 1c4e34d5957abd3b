/** The number of the synthetic customer's business. What goes to it never leaves this installation, and is billed by nobody. */
export const loopbackNumber = 'loopback';
