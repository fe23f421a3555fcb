"""Next year's place tables from the official files of CBS and Kadaster: `files` reads them, `tables` applies them."""
