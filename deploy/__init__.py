"""Yang dipasang di server (nginx, systemd, contoh pengaturan), dan semuanya di satu mesin untuk dicoba (`satu_mesin`)."""
