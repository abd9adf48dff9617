/** The people who sign in: passwords, one-time passwords, sessions, enrolment of cards. */
@NullMarked
package io.cardbeam.console.people;

import org.jspecify.annotations.NullMarked;
