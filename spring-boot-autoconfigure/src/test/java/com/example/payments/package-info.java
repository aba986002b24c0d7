/** The files of docs/spring-boot.md, as its reader writes them. */
@NullMarked
package com.example.payments;

import org.jspecify.annotations.NullMarked;
