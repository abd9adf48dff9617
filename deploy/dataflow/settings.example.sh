# Where Cardbeam's jobs run on Google Cloud. Copy to settings.sh, fill in, keep out of the repository.
PROJECT=my-project
REGION=europe-west1
BUCKET=my-project-cardbeam
SUBNETWORK=regions/europe-west1/subnetworks/cardbeam
SERVICE_ACCOUNT=cardbeam-worker@my-project.iam.gserviceaccount.com
BOOTSTRAP_SERVERS=kafka.example.internal:9092
BOOKS_URL='jdbc:postgresql://10.0.0.5:5432/cardbeam?sslmode=require'
# A secret of Secret Manager with the books' password, and where workers keep it.
BOOKS_SECRET=projects/my-project/secrets/cardbeam-books/versions/latest
BOOKS_PASSWORD_FILE=/tmp/cardbeam/books-password
