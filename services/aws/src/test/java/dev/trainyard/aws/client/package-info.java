/** What the clients, the failures and the pace are held to. */
@NullMarked
package dev.trainyard.aws.client;

import org.jspecify.annotations.NullMarked;
