package com.example.payments;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;

/** The application of the guide; Spring Cloud AWS, which is here too, wants a Region. */
@SpringBootApplication
@PropertySource("classpath:region.properties")
class PaymentsApplication {}
