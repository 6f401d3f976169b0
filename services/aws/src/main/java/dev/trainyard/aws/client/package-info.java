/** The AWS SDK as this product uses it: settings, clients, failures and the pace of calls. */
@NullMarked
package dev.trainyard.aws.client;

import org.jspecify.annotations.NullMarked;
