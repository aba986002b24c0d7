package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CustomerName|Customer name",
                "customerName|Customer name",
                "customer_name|Customer name",
                "due-date|Due date",
                "OrderID|Order ID",
                "VATNumber|VAT number",
                "IBAN|IBAN",
                "line2|Line2",
                "Total amount|Total amount",
                "Größe|Größe",
                "größeInCm|Größe in cm",
                "顧客名|顧客名",
                "___|___",
                "Cost (net)|Cost (net)"
            })
    void writesNamesAsPeopleDo(String name, String expected) {
        assertThat(Labels.sentence(name)).isEqualTo(expected);
    }
}
