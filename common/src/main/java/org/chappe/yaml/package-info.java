/** YAML files that people write: read with the line of each value, so that whatever is wrong is told with its place. */
@NullMarked
package org.chappe.yaml;

import org.jspecify.annotations.NullMarked;
